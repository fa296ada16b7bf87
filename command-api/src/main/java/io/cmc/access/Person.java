// SPDX-License-Identifier: Apache-2.0
package io.cmc.access;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom an id stands for. Events, answers and logs carry the id alone; subject and name are looked up when something is shown.
 *
 * @param realm how the subject is known; the same subject of another realm is somebody else
 * @param subject empty once the person was erased
 * @param name empty once the person was erased
 */
public record Person(String id, String realm, String subject, String name) {

  private static final Pattern ID = Pattern.compile("(?<![0-9A-Za-z-])p-[0-9a-f]{16}(?![0-9A-Za-z])");
  private static final int LENGTH = 18;

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether an id may stand somewhere in the text. */
  public static boolean isIn(String text) {
    return text.contains("p-") && ID.matcher(text).find();
  }

  /** The same of texts in UTF-8, whatever stands between them: quickly, and sometimes true where there is none. */
  public static boolean mayBeIn(byte[] texts) {
    for (int i = 0; i + LENGTH <= texts.length; i++) {
      if (texts[i] == 'p' && texts[i + 1] == '-' && isHex(texts, i + 2, i + LENGTH)) return true;
    }
    return false;
  }

  private static boolean isHex(byte[] texts, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(texts[i], 16) < 0) return false;
    }
    return true;
  }

  /** The text with something else in the place of each id. */
  public static String replaced(String text, UnaryOperator<String> by) {
    return ID.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found.group())));
  }

  public boolean isErased() {
    return subject.isEmpty();
  }

  /** Names are for reading, but two people may share one: the subject says which. */
  public String shown() {
    if (isErased()) return "erased person " + id;
    return name.isEmpty() || name.equals(subject) ? subject : name + " (" + subject + ")";
  }
}
