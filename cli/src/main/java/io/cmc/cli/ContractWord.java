// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import com.google.protobuf.ProtocolMessageEnum;
import io.cmc.api.v1.ApprovalGate;
import io.cmc.api.v1.BackupStrategy;
import io.cmc.api.v1.ClosingStrategy;
import io.cmc.api.v1.Confirmation;
import io.cmc.api.v1.Phase;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A word of the contract on the command line: PG_DUMP or pg-dump. Also the words that completion offers. */
abstract class ContractWord<E extends Enum<E> & ProtocolMessageEnum> implements ITypeConverter<E>, Iterable<String> {

  private final List<E> words;
  private final UnaryOperator<String> spelling;

  private ContractWord(E[] words, UnaryOperator<String> spelling) {
    this.words = Arrays.stream(words).filter(w -> !w.name().equals("UNRECOGNIZED") && w.getNumber() != 0).toList();
    this.spelling = spelling;
  }

  @Override public E convert(String text) {
    var name = text.replace('-', '_');
    return words.stream().filter(w -> w.name().equalsIgnoreCase(name)).findFirst().orElseThrow(() ->
        new TypeConversionException("expected one of " + String.join(", ", this) + ", found '" + text + "'"));
  }

  @Override public Iterator<String> iterator() {
    return words.stream().map(Enum::name).map(spelling).iterator();
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static final class Phases extends ContractWord<Phase> {
    Phases() {
      super(forward(), UnaryOperator.identity());
    }

    /** No gate stands before the way back. */
    private static Phase[] forward() {
      return Arrays.stream(Phase.values()).filter(phase -> phase != Phase.ABORT && phase != Phase.RESTORE).toArray(Phase[]::new);
    }
  }

  /** A gate that asks for approvals: pnr-1 or BEFORE_PNR_1. */
  static final class Gates extends ContractWord<ApprovalGate> {
    Gates() {
      super(ApprovalGate.values(), name -> small(name.substring("BEFORE_".length())));
    }

    @Override public ApprovalGate convert(String text) {
      return super.convert(text.regionMatches(true, 0, "before", 0, "before".length()) ? text : "BEFORE_" + text);
    }
  }

  static final class Closings extends ContractWord<ClosingStrategy> {
    Closings() {
      super(ClosingStrategy.values(), ContractWord::small);
    }
  }

  static final class Backups extends ContractWord<BackupStrategy> {
    Backups() {
      super(BackupStrategy.values(), ContractWord::small);
    }
  }

  static final class Confirmations extends ContractWord<Confirmation> {
    Confirmations() {
      super(Confirmation.values(), ContractWord::small);
    }
  }
}
