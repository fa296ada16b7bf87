// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cmc.api.v1.Problem;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.problem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CantonConfigRefusalsTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("SET", "supersafe", "lower", "supersafe");

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}") @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      not HOCON                         | canton { [                                                          | CONFIG_UNREADABLE | c.conf: 1
      a required include that is missing | include required("nowhere.conf")                                   | CONFIG_UNREADABLE | nowhere.conf
      a circle of substitutions         | a = ${b}, b = ${a}                                                  | CONFIG_UNREADABLE | ${
      what the library fails on         | s { t = supersafe }, p = ${s} { port = 5, port = ${?X} }            | CONFIG_UNREADABLE | cannot put together
      no admin API                      | canton.remote-participants.a.ledger-api.port = 1                    | CONFIG_UNREADABLE | nothing
      no port                           | canton.remote-participants.a.admin-api.address = h                  | CONFIG_UNREADABLE | nothing
      a port that is no number          | canton.remote-participants.a.admin-api.port = many                  | CONFIG_UNREADABLE | 'many' at
      a port that is none               | canton.remote-participants.a.admin-api.port = 70000                 | CONFIG_UNREADABLE | '70000' at
      a block where a port belongs      | canton.remote-participants.a.admin-api.port = {}                    | CONFIG_UNREADABLE | a block or a list at
      a value where a block belongs     | canton.remote-participants.a.admin-api = 5                          | CONFIG_UNREADABLE | something else at
      an address nobody has set         | canton.remote-participants.a.admin-api { port = 1, address = ${UNSET} } | CONFIG_UNREADABLE | ${UNSET}, which is not set
      a public API without an address   | canton.remote-domains.d.public-api.port = 1                         | CONFIG_UNREADABLE | nothing
      a token in the file               | canton.remote-participants.a { admin-api.port = 1, token = supersafe } | SECRET_IN_CONFIG | the secret itself
      a token in another setting        | t = supersafe, canton.remote-participants.a { admin-api.port = 1, token = ${t} } | SECRET_IN_CONFIG | the secret itself
      a token with something around it  | canton.remote-participants.a { admin-api.port = 1, token = "Bearer "${SET} } | SECRET_IN_CONFIG | a variable and other text
      a value where a name belongs      | canton.remote-participants.a.admin-api.port = 1, canton-migration.databases.a { url = "jdbc:postgresql://h/d", password-env = ${SET} } | SECRET_IN_CONFIG | the variable's value
      a password where a name belongs   | canton.remote-participants.a.admin-api.port = 1, canton-migration.databases.a { url = "jdbc:postgresql://h/d", password-env = "super safe" } | SECRET_IN_CONFIG | something else
      a password in the own block       | canton.remote-participants.a.admin-api.port = 1, canton-migration.databases.a { url = "jdbc:postgresql://h/d", password = supersafe } | SECRET_IN_CONFIG | the secret itself
      a password in a node's storage    | canton.participants.a.storage { type = postgres, config.properties { databaseName = d, password = supersafe } } | SECRET_IN_CONFIG | the secret itself
      a password in a url               | canton.participants.a.storage { type = postgres, config.url = "jdbc:postgresql://h/d?user=u&password=supersafe" } | CONFIG_UNREADABLE | parameters: user=...&password=...
      a user and password in a url      | canton.participants.a.storage { type = postgres, config.url = "jdbc:postgresql://u:supersafe@h/d" } | CONFIG_UNREADABLE | another kind of url
      another kind of database          | canton-migration.databases.a.url = "jdbc:oracle:thin:x", canton.remote-participants.a.admin-api.port = 1 | CONFIG_UNREADABLE | another kind of url
      no name of the database           | canton.participants.a.storage { type = postgres, config.properties.user = u } | CONFIG_UNREADABLE | nothing
      an own block nobody knows         | canton-migration.database.a.url = x                                 | UNKNOWN_FIELD | canton-migration.database
      an own setting nobody knows       | canton.remote-participants.a.admin-api.port = 1, canton-migration.databases.a.uri = x | UNKNOWN_FIELD | canton-migration.databases.a.uri
      a database of nobody              | canton.remote-participants.a.admin-api.port = 1, canton-migration.databases.b.url = x | UNKNOWN_FIELD | canton-migration.databases.b
      a node that nobody calls plain    | canton.remote-participants.a.admin-api { address = h, port = 1 }     | CONFIG_UNREADABLE | nobody who asks for a plain connection
      a domain that nobody calls plain  | canton.remote-domains.d.admin-api { address = h, port = 1 }          | CONFIG_UNREADABLE | nobody who asks for a plain connection
      a node called plain with a no     | canton.remote-participants.a.admin-api { address = h, port = 1 }, canton-migration.plaintext.a = no | CONFIG_UNREADABLE | nobody who asks for a plain connection
      a plain node of nobody            | canton.remote-participants.a.admin-api.port = 1, canton-migration.plaintext.b = yes | UNKNOWN_FIELD | canton-migration.plaintext.b
      a token of nobody                 | canton.remote-participants.a.admin-api.port = 1, canton-migration.tokens.b.env = T | UNKNOWN_FIELD | canton-migration.tokens.b
      a token of a domain without admin API | canton.remote-domains.d.public-api { address = h, port = 1 }, canton-migration.tokens.d.env = T | UNKNOWN_FIELD | canton-migration.tokens.d
      a team of a domain                | canton.remote-domains.d.admin-api.port = 1, canton-migration.teams.d = x | UNKNOWN_FIELD | canton-migration.teams.d
      a team of nobody                  | canton.remote-participants.a.admin-api.port = 1, canton-migration.teams.b = x | UNKNOWN_FIELD | canton-migration.teams.b
      """)
  void a_configuration_that_cannot_be_used_is_refused(String what, String hocon, String code, String found) throws IOException {
    var problem = refused(hocon);

    assertThat(problem.getCode()).isEqualTo(code);
    assertThat(problem.getFound()).contains(found);
    assertThat(problem.getExpected()).isNotEmpty();
    assertThat(problem.getRemedy()).isNotEmpty();
    if (!problem.getFound().contains("nowhere")) {
      assertThat(problem.toString()).as("nothing secret").doesNotContain("supersafe", "super safe", "\u0001");
    }
  }

  @Test void the_place_of_a_wrong_setting_is_told() throws IOException {
    var problem = refused("\n\ncanton.remote-participants.a.admin-api.port = many");

    assertThat(problem.getFound()).contains("c.conf: 3");
    assertThat(problem.getExpected()).contains("canton.remote-participants.a.admin-api.port");
  }

  @Test void a_token_by_reference_goes_before_a_literal_one() throws IOException {
    var config = read("canton.remote-participants.a { admin-api.port = 1, token = supersafe }, canton-migration.tokens.a.file = tok");

    assertThat(config.participants().get("a").getAdmin().getToken().getFile()).isEqualTo(folder.resolve("tok").toString());
  }

  @Test void a_variable_in_small_letters_is_a_reference_too() throws IOException {
    assertThat(token("${lower}")).isEqualTo("lower");
    assertThat(token("${not_set_here}")).isEqualTo("not_set_here");
  }

  @Test void a_missing_file_is_refused() {
    var trouble = catchThrowableOfType(Trouble.class, () -> CantonConfig.read(folder.resolve("none.conf")));

    assertThat(trouble.problem().getCode()).isEqualTo("CONFIG_UNREADABLE");
    assertThat(trouble.problem().getExpected()).contains("none.conf");
  }

  private String token(String reference) throws IOException {
    return read("canton.remote-participants.a { admin-api.port = 1, token = " + reference + " }").participants().get("a")
        .getAdmin().getToken().getEnv();
  }

  private Problem refused(String hocon) {
    var trouble = catchThrowableOfType(Trouble.class, () -> read(hocon));
    assertThat(trouble).as(hocon).isNotNull();
    assertThat(trouble.exit()).isEqualTo(ExitCode.USAGE);
    return trouble.problem();
  }

  private CantonConfig read(String hocon) throws IOException {
    var file = Files.writeString(folder.resolve("c.conf"), hocon);
    return CantonConfig.read(List.of(file), ENVIRONMENT::get, folder);
  }
}
