// SPDX-License-Identifier: Apache-2.0
package io.cmc.controller.step;

import io.cmc.rejection.Problem;
import io.cmc.report.Report;
import java.time.Duration;

/** What a look at a node showed. */
public sealed interface Sight {

  /** The goal is reached; the report says with what proof. */
  record Done(Report.Outcome report) implements Sight {}

  /** The goal is not reached, and acting is in order. @param why for people */
  record NotYet(String why) implements Sight {}

  /** The goal is not reached and nothing is to be done but to look again. @param why one sentence naming what is waited for */
  record Wait(String why, Duration again, Notes notes) implements Sight {}

  /** Only a person gets it further. */
  record Blocked(Problem problem) implements Sight {}

  /** It cannot be told whether an earlier call had its effect. */
  record Unknown(Problem problem, Duration again) implements Sight {}
}
