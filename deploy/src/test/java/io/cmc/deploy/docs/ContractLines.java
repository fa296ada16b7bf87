// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cmc.api.v1.AccessGrpc;
import io.cmc.api.v1.DeadLetterOrdersGrpc;
import io.cmc.api.v1.MigrationOrdersGrpc;
import io.cmc.api.v1.MigrationQueriesGrpc;
import io.cmc.api.v1.SealedHistoryGrpc;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The public contract as lines, each of which a client of before stands on: a call, a field with its number and type, a word of an enum. */
final class ContractLines {

  private static final String OURS = "cmc/api/";

  private ContractLines() {}

  /** Files of the contract by their names below the folder of protos. */
  static Map<String, FileDescriptor> files() {
    var files = new HashMap<String, FileDescriptor>();
    Stream.of(MigrationOrdersGrpc.getServiceDescriptor(), MigrationQueriesGrpc.getServiceDescriptor(), SealedHistoryGrpc.getServiceDescriptor(),
        DeadLetterOrdersGrpc.getServiceDescriptor(), AccessGrpc.getServiceDescriptor())
        .forEach(service -> add(((ProtoFileDescriptorSupplier) service.getSchemaDescriptor()).getFileDescriptor(), files));
    return files;
  }

  private static void add(FileDescriptor file, Map<String, FileDescriptor> files) {
    if (file.getName().startsWith(OURS) && files.put(file.getName(), file) == null) file.getDependencies().forEach(used -> add(used, files));
  }

  static SortedSet<String> all() {
    var lines = new TreeSet<String>();
    for (var file : files().values()) {
      file.getServices().stream().flatMap(ContractLines::calls).forEach(lines::add);
      file.getMessageTypes().stream().flatMap(ContractLines::fields).forEach(lines::add);
      file.getEnumTypes().stream().flatMap(ContractLines::words).forEach(lines::add);
    }
    return lines;
  }

  private static Stream<String> calls(ServiceDescriptor service) {
    return service.getMethods().stream().map(ContractLines::call);
  }

  private static String call(MethodDescriptor call) {
    return "call " + call.getFullName() + " (" + call.getInputType().getFullName() + ") " + (call.isServerStreaming() ? "stream " : "")
        + call.getOutputType().getFullName();
  }

  private static Stream<String> fields(Descriptor message) {
    var own = message.getFields().stream().map(ContractLines::field);
    var words = message.getEnumTypes().stream().flatMap(ContractLines::words);
    return Stream.of(own, words, message.getNestedTypes().stream().flatMap(ContractLines::fields)).flatMap(lines -> lines);
  }

  private static String field(FieldDescriptor field) {
    var type = switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase();
    };
    var presence = field.isRepeated() ? "repeated " : field.hasPresence() ? "present " : "";
    return "field " + field.getFullName() + " = " + field.getNumber() + " " + presence + type;
  }

  private static Stream<String> words(EnumDescriptor words) {
    return words.getValues().stream().map(word -> "word " + words.getFullName() + "." + word.getName() + " = " + word.getNumber());
  }
}
