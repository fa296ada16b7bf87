// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.rest;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One way in: what is called when somebody asks for this path.
 *
 * @param path below the root; a name in braces is a field of the request
 */
public record Rule(Verb verb, String path, MethodDescriptor<? extends Message, ? extends Message> method) {

  /** GET takes the rest of the request from the query, POST from a JSON body; FOLLOW is a GET that answers with server-sent events. */
  public enum Verb { GET, POST, FOLLOW }

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  static Rule get(String path, MethodDescriptor<? extends Message, ? extends Message> method) {
    return new Rule(Verb.GET, path, method);
  }

  static Rule post(String path, MethodDescriptor<? extends Message, ? extends Message> method) {
    return new Rule(Verb.POST, path, method);
  }

  static Rule follow(String path, MethodDescriptor<? extends Message, ? extends Message> method) {
    return new Rule(Verb.FOLLOW, path, method);
  }

  /** Fields of the request that stand in the path, in its order. */
  public List<String> variables() {
    return VARIABLE.matcher(path).results().map(found -> found.group(1)).toList();
  }

  public Message request() {
    return prototype(method.getRequestMarshaller());
  }

  public Message answer() {
    return prototype(method.getResponseMarshaller());
  }

  private static Message prototype(MethodDescriptor.Marshaller<? extends Message> marshaller) {
    return (Message) ((PrototypeMarshaller<?>) marshaller).getMessagePrototype();
  }
}
