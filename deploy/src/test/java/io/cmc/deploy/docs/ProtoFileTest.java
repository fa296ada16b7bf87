// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.cmc.deploy.docs.ProtoFile.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtoFileTest {

  private static final Map<String, FileDescriptor> FILES = ContractLines.files();

  static Stream<String> files() {
    return FILES.keySet().stream().sorted();
  }

  @ParameterizedTest @MethodSource("files") void what_is_read_of_a_file_is_all_that_the_compiler_knows_of_it(String file) {
    var read = new TreeMap<String, List<String>>();
    ProtoFile.parse(Checkout.here().text("command-api/src/main/proto/" + file)).blocks()
        .forEach((name, block) -> read.put(name, block.fields().stream().map(Field::name).toList()));

    assertThat(read).isEqualTo(known(FILES.get(file)));
  }

  private static Map<String, List<String>> known(FileDescriptor file) {
    var known = new TreeMap<String, List<String>>();
    file.getMessageTypes().forEach(message -> known.put(message.getName(), message.getFields().stream().map(FieldDescriptor::getName).toList()));
    file.getEnumTypes().forEach(words -> known.put(words.getName(), words.getValues().stream().map(EnumValueDescriptor::getName).toList()));
    return known;
  }
}
