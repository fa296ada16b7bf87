// SPDX-License-Identifier: Apache-2.0
package io.cmc.deploy.docs;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * What source files say, as the compiler's own parser reads them.
 *
 * @param types documentation by the names that classes have at run time, in the order of the files
 * @param constants of enums
 * @param calls of methods, with their arguments as written
 */
record JavaFile(Map<String, Doc> types, List<Constant> constants, List<Call> calls) {

  /** @param params what is said of each component */
  record Doc(String text, Map<String, String> params) {

    static final Doc NONE = new Doc("", Map.of());
  }

  record Constant(String name, List<String> arguments) {}

  record Call(String method, List<ExpressionTree> arguments) {}

  static JavaFile parse(Path file) {
    return parse(List.of(file));
  }

  static JavaFile parse(List<Path> paths) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var task = (JavacTask) compiler.getTask(null, files, problem -> { }, List.of(), null, files.getJavaFileObjectsFromPaths(paths));
      var reader = new Reader(DocTrees.instance(task));
      for (CompilationUnitTree unit : task.parse()) reader.scan(unit, null);
      return new JavaFile(reader.types, reader.constants, reader.calls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Doc doc(Class<?> type) {
    return types.getOrDefault(type.getName(), Doc.NONE);
  }

  private static final class Reader extends TreePathScanner<Void, Void> {

    private final Map<String, Doc> types = new LinkedHashMap<>();
    private final List<Constant> constants = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final DocTrees docs;

    Reader(DocTrees docs) {
      this.docs = docs;
    }

    @Override public Void visitClass(ClassTree type, Void none) {
      types.put(name(getCurrentPath()), doc(getCurrentPath()));
      return super.visitClass(type, none);
    }

    @Override public Void visitVariable(VariableTree variable, Void none) {
      if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type && type.getKind() == Tree.Kind.ENUM
          && variable.getInitializer() instanceof NewClassTree made && made.getIdentifier().toString().equals(type.getSimpleName().toString())) {
        constants.add(new Constant(variable.getName().toString(), made.getArguments().stream().map(Object::toString).toList()));
      }
      return super.visitVariable(variable, none);
    }

    @Override public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
      calls.add(new Call(call.getMethodSelect().toString(), List.copyOf(call.getArguments())));
      return super.visitMethodInvocation(call, none);
    }

    private static String name(TreePath path) {
      var simple = ((ClassTree) path.getLeaf()).getSimpleName().toString();
      if (path.getParentPath().getLeaf() instanceof ClassTree) return name(path.getParentPath()) + "$" + simple;
      return path.getCompilationUnit().getPackageName() + "." + simple;
    }

    private Doc doc(TreePath path) {
      var comment = docs.getDocCommentTree(path);
      if (comment == null) return Doc.NONE;
      var params = new LinkedHashMap<String, String>();
      var text = inline(words(comment.getFullBody()), params);
      comment.getBlockTags().stream().filter(ParamTree.class::isInstance).map(ParamTree.class::cast)
          .forEach(p -> params.put(p.getName().toString(), unended(inline(words(p.getDescription()), params))));
      return new Doc(text, params);
    }

    /** In a comment of one line a tag stands behind the sentence, where the parser takes it for words. */
    private static String inline(String text, Map<String, String> params) {
      var parts = (" " + text).split("[,.;]? @param ");
      for (var i = 1; i < parts.length; i++) {
        var nameAndWords = parts[i].split(" ", 2);
        params.put(nameAndWords[0], nameAndWords[1].strip());
      }
      var sentence = parts[0].strip();
      return sentence.isEmpty() || sentence.endsWith(".") ? sentence : sentence + ".";
    }

    private static String unended(String sentence) {
      return sentence.replaceAll("[.,]$", "");
    }

    private static String words(List<? extends DocTree> parts) {
      return parts.stream().map(Reader::word).collect(Collectors.joining()).replaceAll("\\s+", " ").strip();
    }

    private static String word(DocTree part) {
      return switch (part) {
        case TextTree t -> Markdown.plain(t.getBody());
        case LiteralTree l -> Markdown.code(l.getBody().getBody());
        case LinkTree l -> Markdown.code(simple(l.getReference().getSignature()));
        default -> part.toString().startsWith("<") ? " " : part.toString();
      };
    }

    private static String simple(String reference) {
      return reference.replaceAll("^([a-z]\\w*\\.)+", "").replaceAll("^#", "").replace('#', '.');
    }
  }
}
