// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.timeline;

import java.time.Duration;

/**
 * How long something took, by what it went on with.
 *
 * @param people in which it could only go on when a person had done something
 * @param soak in which the source was kept, as the plan says
 */
public record Taken(Duration work, Duration people, Duration soak) {

  public static final Taken NOTHING = new Taken(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public Duration whole() {
    return work.plus(people).plus(soak);
  }

  public Taken plus(Taken more) {
    return new Taken(work.plus(more.work), people.plus(more.people), soak.plus(more.soak));
  }

  Taken minus(Taken less) {
    return new Taken(work.minus(less.work), people.minus(less.people), soak.minus(less.soak));
  }
}
