// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ListPersonsRequest;
import io.cmc.api.v1.ListPersonsResponse;
import io.cmc.api.v1.Person;
import io.cmc.api.v1.PersonOrder;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.PersonsText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "person", description = "Whom the ids stand for that events carry in place of names.",
    subcommands = {PersonVerb.Listed.class, PersonVerb.Erase.class})
final class PersonVerb extends Verb {

  private static final int PAGE = 500;

  @Override ExitCode run(Desk desk) {
    return list(desk, "");
  }

  private static ExitCode list(Desk desk, String text) {
    var persons = all(desk, text);
    desk.answer(ListPersonsResponse.newBuilder().addAllPersons(persons), () -> desk.isQuiet()
        ? persons.stream().map(Person::getId).collect(Collectors.joining("\n")) : new PersonsText(desk.screen().clock(), desk.palette()).render(persons));
    return ExitCode.OK;
  }

  private static List<Person> all(Desk desk, String text) {
    var all = new ArrayList<Person>();
    var request = ListPersonsRequest.newBuilder().setText(text).setPageSize(PAGE);
    do {
      var page = desk.service().ask(() -> desk.service().persons(desk.patience()).listPersons(request.build()));
      all.addAll(page.getPersonsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }

  @Command(name = "list", description = "Ids, subjects, names, and when they were last seen.")
  static final class Listed extends Verb {

    @Parameters(index = "0", arity = "0..1", paramLabel = "WHO", defaultValue = "", description = "An id, a subject or a name; absent: all.")
    private String text;

    @Override ExitCode run(Desk desk) {
      return list(desk, text);
    }
  }

  @Command(name = "erase", description = "Forget subject and name. What the person did stays, under the id; the chain of events still proves.")
  static final class Erase extends OrderVerb.Reasoned {

    @Parameters(index = "0", paramLabel = "ID", description = "As the list has it, p- and 16 digits. The reason must not name the person.")
    private String id;

    @Override ExitCode run(Desk desk) {
      var order = PersonOrder.newBuilder().setContext(context()).setPerson(id).build();
      var answer = desk.service().ask(() -> desk.service().personOrders(desk.patience()).erasePerson(order));
      print(desk, answer, answer.getSummary());
      return ExitCode.OK;
    }
  }
}
