// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import io.cmc.deploy.docs.JavaFile.Doc;
import io.cmc.event.Event;
import io.cmc.event.IncidentEvent;
import io.cmc.event.JourneyEvent;
import io.cmc.event.MigrationEvent;
import io.cmc.event.OrderEvent;
import io.cmc.event.StepEvent;
import io.cmc.journey.Assignment;
import io.cmc.store.names.EventNames;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.serialization.Revision;

/** Every event as it is stored, and the values that events carry. */
final class EventsPage implements Page {

  private static final Set<String> EVERYWHERE = Set.of("migration", "node", "at");

  private final JavaFile language;
  private final EventNames names = EventNames.standard();

  EventsPage(Checkout checkout) {
    this.language = JavaFile.parse(checkout.below("command-api/src/main/java", ".java"));
  }

  @Override public String file() {
    return "docs/events.md";
  }

  @Override public String text() {
    var page = new Markdown("Events").paragraph("""
        What the event store holds, by stored name and revision. Every event carries `migration` and `at` (when, by the clock of the service
        that took the command); those of participants, of steps and of incidents also `node`, which is `@domains` for a step on the two domains. Its metadata
        carries `actorSubject` (an id, see [persons](operating.md#persons); in events of older releases also `actorName`), `actorTeams`, `authentication`, `reason`, `ticket`, `order`, `correlationId`, `causationId` and, where a caller
        sent one, `traceparent`. People read the view `event_json`; rows are never changed ([how a revision is made](../CONTRIBUTING.md)).""");
    section(page, "Stream of a migration: what people ordered", MigrationEvent.Ordered.class);
    section(page, "Stream of a migration: how it goes on", MigrationEvent.OnCourse.class);
    section(page, "Stream of a migration: the two domains", MigrationEvent.AtDomains.class);
    section(page, "Stream of a participant: a new position", JourneyEvent.Arrival.class);
    section(page, "Stream of a participant: signs", JourneyEvent.Sign.class);
    section(page, "Steps, in the stream of whom they are done on", StepEvent.class);
    section(page, "Incidents, in the stream of whom they are about", IncidentEvent.class);
    section(page, "Orders that changed no migration, each in a stream of its own", OrderEvent.class);
    values(page);
    return page.toString();
  }

  private void section(Markdown page, String heading, Class<?> family) {
    var rows = events(family).stream().map(type -> event(type, language.doc(type))).toList();
    page.section(heading).table(List.of("event", "rev.", "what is true", "carries"), rows);
  }

  /** In the order of the source. */
  private List<Class<?>> events(Class<?> family) {
    var order = List.copyOf(language.types().keySet());
    return Arrays.stream(family.getPermittedSubclasses()).sorted((a, b) -> order.indexOf(a.getName()) - order.indexOf(b.getName())).toList();
  }

  private List<String> event(Class<?> type, Doc doc) {
    var carried = Arrays.stream(type.getRecordComponents()).filter(c -> !EVERYWHERE.contains(c.getName()) || doc.params().containsKey(c.getName()))
        .map(c -> component(c, doc)).collect(Collectors.joining("<br>"));
    return List.of(Markdown.code(names.name(type)), type.getAnnotation(Revision.class).value(), doc.text(), carried);
  }

  private static String component(RecordComponent component, Doc doc) {
    var said = doc.params().get(component.getName());
    return Markdown.code(component.getName() + ": " + Types.name(component.getGenericType())) + (said == null ? "" : " " + said);
  }

  private void values(Markdown page) {
    page.section("Values").paragraph("""
        What the events above carry, in JSON objects with these fields. Names, ids, aliases and hashes are strings; a time is ISO 8601 in UTC, a
        duration ISO 8601; an empty optional is null; an enum is its word.""");
    var types = new Types(List.of(Event.class.getPackage())).reachable(allEvents());
    var rows = new ArrayList<List<String>>();
    types.stream().filter(Class::isRecord).filter(t -> !Assignment.class.isAssignableFrom(t)).forEach(t -> rows.add(value(t)));
    page.table(List.of("value", "fields", "meaning"), rows);
    page.paragraph("Assignments (`StepRequested.assignment`, the field `step` tells which):")
        .table(List.of("step", "facts it carries"), assignments());
    page.paragraph("Words:").table(List.of("enum", "words"), types.stream().filter(Class::isEnum)
        .map(t -> List.of(Markdown.code(t.getSimpleName()), words(t))).toList());
  }

  private List<String> value(Class<?> type) {
    var doc = language.doc(type);
    return List.of(Markdown.code(type.getSimpleName()),
        Arrays.stream(type.getRecordComponents()).map(c -> component(c, doc)).collect(Collectors.joining("<br>")), doc.text());
  }

  private List<List<String>> assignments() {
    return Arrays.stream(Assignment.class.getPermittedSubclasses()).map(type -> List.of(Markdown.code(Types.constant(type.getSimpleName())),
        Arrays.stream(type.getRecordComponents()).map(c -> component(c, language.doc(type))).collect(Collectors.joining("<br>")))).toList();
  }

  private static String words(Class<?> type) {
    if (type.getSimpleName().equals("ProblemCode")) return "see [errors](errors.md)";
    return Arrays.stream(type.getEnumConstants()).map(Object::toString).map(Markdown::code).collect(Collectors.joining(" "));
  }

  private List<Class<?>> allEvents() {
    return names.all().stream().sorted().<Class<?>>map(names::type).toList();
  }
}
