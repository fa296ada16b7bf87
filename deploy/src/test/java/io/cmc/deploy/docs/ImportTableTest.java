// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the code to the two tables of ARCHITECTURE.md: what is not written there may not be imported. */
class ImportTableTest {

  private static final String PAGE = "ARCHITECTURE.md";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern GENERATED = Pattern.compile(".*/io/cmc/(api|sim)/v1/.*");
  private static final JavaClasses CLASSES = ArchConfiguration.withThreadLocalScope(ImportTableTest::read);

  /** @param packages beginnings of the names of its packages; @param imports names of other parts */
  record Part(String name, Set<String> packages, Set<String> imports) {

    boolean owns(JavaClass type) {
      return packages.stream().anyMatch(p -> type.getPackageName().equals(p) || type.getPackageName().startsWith(p + "."));
    }
  }

  /** Of what we import the names are enough; reading those classes as well takes several times as long. */
  private static JavaClasses read(ArchConfiguration configuration) {
    configuration.setResolveMissingDependenciesFromClassPath(false);
    ImportOption written = location -> !location.matches(GENERATED);
    return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).withImportOption(written).importPackages("io.cmc");
  }

  @Test void a_module_imports_only_what_the_table_of_modules_allows() {
    assertThat(broken(table("module"))).isEmpty();
  }

  @Test void a_package_of_the_controller_imports_only_what_the_table_of_packages_allows() {
    assertThat(broken(table("package"))).isEmpty();
  }

  @Test void every_class_of_ours_belongs_to_a_module_of_the_table() {
    var modules = table("module").values();

    var homeless = CLASSES.stream().filter(type -> modules.stream().noneMatch(m -> m.owns(type))).map(JavaClass::getName).toList();

    assertThat(homeless).isEmpty();
  }

  @Test void no_package_has_a_name_that_says_nothing() {
    var names = CLASSES.stream().flatMap(type -> Stream.of(type.getPackageName().split("\\."))).collect(Collectors.toCollection(TreeSet::new));

    assertThat(names).doesNotContain("domain", "common", "util", "impl");
  }

  private static List<String> broken(Map<String, Part> parts) {
    return CLASSES.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream()).map(d -> broken(parts, d))
        .flatMap(Optional::stream).distinct().sorted().toList();
  }

  private static Optional<String> broken(Map<String, Part> parts, Dependency dependency) {
    var from = owner(parts, dependency.getOriginClass());
    var to = owner(parts, dependency.getTargetClass().getBaseComponentType());
    if (from.isEmpty() || to.isEmpty() || from.equals(to) || from.get().imports().contains(to.get().name())) return Optional.empty();
    return Optional.of(dependency.getOriginClass().getName() + " (" + from.get().name() + ") imports " + dependency.getTargetClass().getName()
        + " (" + to.get().name() + ")");
  }

  private static Optional<Part> owner(Map<String, Part> parts, JavaClass type) {
    return parts.values().stream().filter(part -> part.owns(type)).findFirst();
  }

  /** The table whose first column has this head; rows are: name, packages, what may be imported, and words for people. */
  private static Map<String, Part> table(String head) {
    var parts = new LinkedHashMap<String, Part>();
    var lines = Checkout.here().text(PAGE).lines().dropWhile(line -> !line.startsWith("| " + head + " |")).skip(2)
        .takeWhile(line -> line.startsWith("|")).toList();
    assertThat(lines).as("the table '%s' of %s", head, PAGE).isNotEmpty();
    for (var line : lines) {
      var cells = line.split("\\|");
      var name = codes(cells[1]).iterator().next();
      parts.put(name, new Part(name, codes(cells[2]), codes(cells[3])));
    }
    return parts;
  }

  private static Set<String> codes(String cell) {
    return CODE.matcher(cell).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }
}
