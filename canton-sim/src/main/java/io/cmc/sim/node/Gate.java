// SPDX-License-Identifier: Apache-2.0
package io.cmc.sim.node;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Shut, it holds up everything that wants to pass: a frozen node keeps its connections open and does nothing. */
public final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private boolean shut;

  public void shut() {
    set(true);
  }

  public void open() {
    set(false);
  }

  public boolean isShut() {
    lock.lock();
    try {
      return shut;
    } finally {
      lock.unlock();
    }
  }

  /** Blocks while the gate is shut. */
  public void pass() {
    lock.lock();
    try {
      while (shut) opened.awaitUninterruptibly();
    } finally {
      lock.unlock();
    }
  }

  private void set(boolean to) {
    lock.lock();
    try {
      shut = to;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
