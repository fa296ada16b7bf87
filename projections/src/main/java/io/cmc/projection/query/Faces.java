// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.cmc.access.Person;
import io.cmc.api.v1.NodeActivity;
import io.cmc.store.person.PersonNames;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shows people by their names: in a message that goes out, a name stands wherever what is kept has the id of a person. What is told
 * byte for byte stays as it is. An id of nobody is left standing.
 */
public final class Faces {

  private static final String SUBJECT = "actor_subject";
  private static final String NAME = "actor_name";
  /** Stored bytes, and the id itself. */
  private static final Set<String> AS_THEY_ARE = Set.of("detail_json", "actor_id", "subject", SUBJECT, NAME);

  private final PersonNames names;

  public Faces(PersonNames names) {
    this.names = names;
  }

  /** The same message, with names. Asks the database once where there is an id in it, and not at all where there is none. */
  @SuppressWarnings("unchecked")
  <M extends Message> M in(M message) {
    var ids = new HashSet<String>();
    var without = Collections.<Message>newSetFromMap(new IdentityHashMap<>());
    gather(message, ids, without);
    if (ids.isEmpty()) return message;
    var known = names.of(ids);
    return known.isEmpty() ? message : (M) shown(message, new Known(known, without));
  }

  /** The same of one sentence. */
  String in(String text) {
    return Person.isIn(text) ? in(NodeActivity.newBuilder().setWaitsFor(text).build()).getWaitsFor() : text;
  }

  /** @param without parts that hold nobody: they need not be looked at again */
  private record Known(Map<String, Person> persons, Set<Message> without) {}

  /** False where no id of a person can stand in it. */
  static boolean mayBeIn(Message message) {
    return Person.mayBeIn(message.toByteArray());
  }

  private static void gather(Message message, Set<String> ids, Set<Message> without) {
    message.getAllFields().forEach((field, value) -> {
      for (var one : field.isRepeated() ? (List<?>) value : List.of(value)) {
        if (one instanceof Message m) gatherIn(m, ids, without);
        else if (one instanceof String text && Person.isIn(text)) Person.replaced(text, id -> { ids.add(id); return id; });
      }
    });
  }

  private static void gatherIn(Message part, Set<String> ids, Set<Message> without) {
    if (mayBeIn(part)) gather(part, ids, without);
    else without.add(part);
  }

  private static Message shown(Message message, Known known) {
    if (known.without().contains(message)) return message;
    var changed = new HashMap<FieldDescriptor, Object>();
    message.getAllFields().forEach((field, value) -> {
      var now = field.isRepeated() ? ((List<?>) value).stream().map(one -> one(field, one, known)).toList() : one(field, value, known);
      if (!now.equals(value)) changed.put(field, now);
    });
    actor(message, known.persons()).ifPresent(person -> {
      var type = message.getDescriptorForType();
      changed.put(type.findFieldByName(SUBJECT), person.isErased() ? person.id() : person.subject());
      changed.put(type.findFieldByName(NAME), person.isErased() ? "erased person" : person.name());
    });
    if (changed.isEmpty()) return message;
    var builder = message.toBuilder();
    changed.forEach(builder::setField);
    return builder.build();
  }

  private static Optional<Person> actor(Message message, Map<String, Person> known) {
    var field = message.getDescriptorForType().findFieldByName(SUBJECT);
    return field == null ? Optional.empty() : Optional.ofNullable(known.get((String) message.getField(field)));
  }

  private static Object one(FieldDescriptor field, Object value, Known known) {
    if (value instanceof Message m) return shown(m, known);
    if (field.getJavaType() != JavaType.STRING || AS_THEY_ARE.contains(field.getName()) || !Person.isIn((String) value)) return value;
    return Person.replaced((String) value, id -> known.persons().containsKey(id) ? known.persons().get(id).shown() : id);
  }
}
