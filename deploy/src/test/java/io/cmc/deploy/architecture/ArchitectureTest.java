// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;

/** What the code may know and do, beyond the import tables of ARCHITECTURE.md: who is pure, and who alone touches the world. */
@AnalyzeClasses(packages = "io.cmc", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] LANGUAGE = {"io.cmc.id", "io.cmc.access", "io.cmc.approval", "io.cmc.plan", "io.cmc.journey", "io.cmc.proof", "io.cmc.rejection",
      "io.cmc.report", "io.cmc.command", "io.cmc.event"};
  private static final String[] CORE = {"io.cmc.controller.activity", "io.cmc.controller.migration", "io.cmc.controller.participant",
      "io.cmc.controller.process"};
  /** The thin faces that Axon sees; everything else in their packages is pure. */
  private static final Set<String> FACES = Set.of("io.cmc.controller.migration.Migration", "io.cmc.controller.migration.Planning",
      "io.cmc.controller.migration.MigrationFirst", "io.cmc.controller.participant.ParticipantMigration", "io.cmc.controller.process.MigrationProcess",
      "io.cmc.controller.process.ChangedProcesses");
  private static final DescribedPredicate<JavaClass> FACE =
      DescribedPredicate.describe("faces for Axon", type -> FACES.contains(type.getName()));

  @ArchTest static final ArchRule the_language_is_plain_java_with_two_annotations_of_axon = classes().that().resideInAnyPackage(LANGUAGE)
      .should().onlyDependOnClassesThat(resideInAnyPackage(LANGUAGE).or(resideInAnyPackage("java..")).or(DescribedPredicate.describe(
          "Axon's @Revision and @TargetAggregateIdentifier", type -> Set.of("org.axonframework.serialization.Revision",
              "org.axonframework.modelling.command.TargetAggregateIdentifier").contains(type.getName()))));

  @ArchTest static final ArchRule the_seal_is_plain_java_that_anybody_can_verify_with = classes().that().resideInAPackage("io.cmc.seal..")
      .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "io.cmc.seal.."));

  @ArchTest static final ArchRule the_core_is_pure_and_knows_only_the_language = classes().that().resideInAnyPackage(CORE).and(not(FACE))
      .should().onlyDependOnClassesThat(resideInAnyPackage(CORE).or(resideInAnyPackage(LANGUAGE)).or(resideInAnyPackage(
          "java.lang..", "java.time..", "java.util", "java.util.function", "java.util.stream")));

  @ArchTest static final ArchRule faces_of_axon_know_nothing_of_nodes_and_databases = noClasses().that(FACE)
      .should().dependOnClassesThat().resideInAnyPackage("io.cmc.controller.step..", "io.cmc.controller.port..", "io.cmc.controller.adapter..",
          "io.cmc.controller.work..", "io.cmc.store..", "java.sql..", "org.springframework.jdbc..");

  /** And what a question takes along to another thread: what its lines are about, and its span. */
  @ArchTest static final ArchRule steps_know_ports_and_the_language = classes().that().resideInAPackage("io.cmc.controller.step..")
      .should().onlyDependOnClassesThat(resideInAnyPackage(LANGUAGE).or(resideInAnyPackage("java..", "io.cmc.controller.step..",
          "io.cmc.controller.port..", "io.cmc.store.log..", "io.opentelemetry.context..")));

  @ArchTest static final ArchRule ports_know_the_language = classes().that().resideInAPackage("io.cmc.controller.port..")
      .should().onlyDependOnClassesThat(resideInAnyPackage(LANGUAGE).or(resideInAnyPackage("java..", "io.cmc.controller.port..")));

  @ArchTest static final ArchRule adapters_never_know_each_other =
      slices().matching("io.cmc.controller.adapter.(*)..").should().notDependOnEachOther();

  @ArchTest static final ArchRule parts_of_the_controller_have_no_cycle =
      slices().matching("io.cmc.controller.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule read_models_never_import_one_another =
      slices().matching("io.cmc.projection.(status|audit)..").should().notDependOnEachOther();

  @ArchTest static final ArchRule only_the_adapter_speaks_canton_and_the_simulator_answers = noClasses()
      .that().resideOutsideOfPackages("io.cmc.controller.adapter.canton2..", "io.cmc.sim..", "io.cmc.deploy..")
      .should().dependOnClassesThat().resideInAnyPackage("com.digitalasset..", "com.daml..");

  @ArchTest static final ArchRule the_simulator_shares_none_of_our_mistakes = noClasses().that().resideInAPackage("io.cmc.sim..")
      .should().dependOnClassesThat(resideInAnyPackage("io.cmc..").and(not(resideInAnyPackage("io.cmc.sim..", "io.cmc.postgres.."))));

  /** Words of a command are given to the system one by one, in these places alone; what they start is named by settings and never by what somebody sent. */
  private static final Set<String> STARTERS = Set.of("io.cmc.controller.adapter.backup.ChildProcesses", "io.cmc.controller.outward.Command",
      "io.cmc.deploy.demo.ChildJvm");

  @ArchTest static final ArchRule processes_are_started_in_named_places_alone = noClasses()
      .that(DescribedPredicate.describe("start no processes", type -> !STARTERS.contains(type.getName())))
      .should().callConstructorWhere(DescribedPredicate.describe("a process is begun", call -> call.getTargetOwner().isEquivalentTo(ProcessBuilder.class)))
      .orShould().callMethodWhere(DescribedPredicate.describe("a process is begun", call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
          && call.getName().equals("exec") || call.getTargetOwner().isEquivalentTo(ProcessBuilder.class) && call.getName().startsWith("start")));

  @ArchTest static final ArchRule the_client_knows_the_stubs_and_the_seal_alone = noClasses().that().resideInAPackage("io.cmc.cli..")
      .should().dependOnClassesThat(resideInAnyPackage("io.cmc..").and(not(resideInAnyPackage("io.cmc.cli..", "io.cmc.api.v1..", "io.cmc.seal.."))));

  @ArchTest static final ArchRule nobody_imports_the_assembly = noClasses().that().resideOutsideOfPackage("io.cmc.deploy..")
      .should().dependOnClassesThat().resideInAPackage("io.cmc.deploy..");

  @ArchTest static final ArchRule the_wire_is_spoken_at_the_rim = noClasses().that().resideInAnyPackage("io.cmc.controller..", "io.cmc.store..")
      .and().resideOutsideOfPackages("io.cmc.controller.door..", "io.cmc.controller.adapter.canton2..", "io.cmc.controller.wiring..")
      .should().dependOnClassesThat().resideInAnyPackage("io.grpc..", "com.google.protobuf..", "io.cmc.api.v1..", "io.cmc.wire..");

  @ArchTest static final ArchRule beans_are_made_in_wiring_only = noClasses()
      .that().resideOutsideOfPackages("io.cmc.controller.wiring..", "io.cmc.projection.wiring..", "io.cmc.deploy..")
      .should().beAnnotatedWith("org.springframework.context.annotation.Configuration")
      .orShould().dependOnClassesThat().haveFullyQualifiedName("org.springframework.context.annotation.Bean");

  @ArchTest static final ArchRule time_and_chance_come_from_the_rim = noClasses().that().resideOutsideOfPackages("io.cmc.controller.adapter..",
          "io.cmc.controller.wiring..", "io.cmc.controller.work..", "io.cmc.projection.publish..", "io.cmc.projection.wiring..", "io.cmc.deploy..",
          "io.cmc.sim..", "io.cmc.cli..")
      .should().callMethodWhere(DescribedPredicate.describe("reads the wall clock or draws an id", ArchitectureTest::readsClockOrDrawsId));

  @ArchTest static final ArchRule nothing_is_injected_into_fields = noFields()
      .should().beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
      .orShould().beAnnotatedWith("org.springframework.beans.factory.annotation.Value").orShould().beAnnotatedWith("jakarta.inject.Inject")
      .orShould().beAnnotatedWith("jakarta.annotation.Resource");

  /** Generated stubs aside, and the servers that tests share. */
  @ArchTest static final ArchRule nothing_static_changes = fields().that().areStatic()
      .and().areDeclaredInClassesThat(not(resideInAnyPackage("io.cmc.api.v1..", "io.cmc.sim.v1..")))
      .and().areNotDeclaredIn("io.cmc.postgres.ThrowawayServer").and().areNotDeclaredIn("io.cmc.kafka.ThrowawayBroker")
      .should().beFinal().andShould().notHaveRawType(resideInAnyPackage("java.util.concurrent.atomic.."));

  @ArchTest static final ArchRule no_class_is_named_for_what_nobody_knows_what_it_is = noClasses()
      .that().resideOutsideOfPackage("io.cmc.api.v1..").and().doNotHaveFullyQualifiedName("io.cmc.sim.server.DomainManager") // Canton's own word
      .should().haveSimpleNameEndingWith("Manager").orShould().haveSimpleNameEndingWith("Helper")
      .orShould().haveSimpleNameEndingWith("Util").orShould().haveSimpleNameEndingWith("Utils").orShould().haveSimpleNameEndingWith("Impl");

  @ArchTest static final ArchRule no_package_is_named_for_what_nobody_knows_what_it_is =
      noClasses().should().resideInAnyPackage("..domain..", "..common..", "..util..", "..impl..");

  @ArchTest static final ArchRule nobody_uses_default_typing_or_xstream = noClasses()
      .should().dependOnClassesThat().resideInAnyPackage("com.thoughtworks.xstream..", "org.axonframework.serialization.xml..")
      .orShould().callMethodWhere(DescribedPredicate.describe("turns default typing on", call -> call.getName().startsWith("activateDefaultTyping")
          || call.getName().startsWith("enableDefaultTyping")));

  private static boolean readsClockOrDrawsId(JavaCall<?> call) {
    var owner = call.getTargetOwner();
    var name = call.getName();
    var clock = owner.isEquivalentTo(Clock.class) && name.startsWith("system") || owner.isEquivalentTo(InstantSource.class) && name.equals("system")
        || owner.isEquivalentTo(System.class) && (name.equals("currentTimeMillis") || name.equals("nanoTime"))
        || owner.isEquivalentTo(Instant.class) && name.equals("now") || owner.getPackageName().equals("java.time") && name.equals("now");
    return clock || owner.isEquivalentTo(UUID.class) && name.equals("randomUUID");
  }
}
