// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.text;

/** Colours, or none. A colour only repeats what a word says. */
public enum Palette {
  PLAIN, COLOURED;

  /** What a stretch of text is about. */
  public enum Tone {
    USUAL(""), GOOD("32"), CARE("33"), BAD("31;1"), HEADING("1"), QUIET("2");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  public String paint(Tone tone, String text) {
    return this == PLAIN || tone == Tone.USUAL || text.isBlank() ? text : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
  }
}
