// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.token;

import java.util.Optional;

/** Where a call's token comes from. Asked anew for each call, because a token may be renewed meanwhile. */
public interface Token {

  /** The token to call with; absent where there is none, and the service says what it wants. */
  Optional<String> get();
}
