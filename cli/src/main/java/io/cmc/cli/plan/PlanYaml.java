// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import io.cmc.api.v1.Plan;
import io.cmc.cli.problem.Trouble;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A plan as a file for people: YAML with the fields of the public contract in kebab-case and a comment for each.
 * What {@link #write} gives, {@link #read} turns into the same plan; the same plan always gives the same text.
 */
public final class PlanYaml {

  private PlanYaml() {}

  public static String write(Plan plan) {
    return new PlanWriter().write(plan);
  }

  /**
   * Reads a plan. Field names may be written as hold-before, hold_before or holdBefore.
   *
   * @param source name of the text in errors, for example the file's
   * @throws Trouble PLAN_UNREADABLE, UNKNOWN_FIELD, DUPLICATE_FIELD or PARTICIPANT_TWICE, with source and line
   */
  public static Plan read(String text, String source) {
    return new PlanReader(source).read(text);
  }

  /** Reads a plan from a UTF-8 file. */
  public static Plan read(Path file) {
    return read(contents(file), file.toString());
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw unreadable(file, "a file in another encoding");
    } catch (IOException e) {
      throw unreadable(file, Files.exists(file) ? e.toString() : "no such file");
    }
  }

  private static Trouble unreadable(Path file, String found) {
    return Trouble.input("PLAN_UNREADABLE", "a plan in YAML (UTF-8) at " + file, found,
        "name a readable file; `cmc plan` writes one");
  }
}
