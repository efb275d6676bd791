package io.rackledger.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One parsed source file, for what class files don't tell: comments, and which exceptions the author catches (a
 * compiler catches Throwable itself, for try with resources).
 *
 * @param name the path beneath the repository, as failures tell it
 */
record Source(String name, String text, CompilationUnitTree unit, DocTrees docs) {
    static Source parse(String name, String text) {
        return parse(Map.of(name, text)).getFirst();
    }

    /** Parses files, by their names, with one compiler: setting one up takes longer than to parse a file. */
    static List<Source> parse(Map<String, String> texts) {
        List<Text> files = texts.entrySet().stream()
                .map(file -> new Text(file.getKey(), file.getValue()))
                .toList();
        JavacTask task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, null, List.of("-proc:none"), null, files);
        DocTrees docs = DocTrees.instance(task);
        try {
            List<Source> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                String name = unit.getSourceFile().toUri().getPath().substring(1);
                sources.add(new Source(name, Objects.requireNonNull(texts.get(name)), unit, docs));
            }
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException("can't parse " + texts.keySet(), e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(URI.create("string:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** False for package-info.java. */
    boolean declaresTypes() {
        return types().findAny().isPresent();
    }

    /** The full name of the type that the file is called after. */
    String typeName() {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return unit.getPackageName() + "." + file.replace(".java", "");
    }

    Stream<ClassTree> types() {
        return unit.getTypeDecls().stream().filter(ClassTree.class::isInstance).map(ClassTree.class::cast);
    }

    Stream<ClassTree> publicTypes() {
        return types().filter(type -> type.getModifiers().getFlags().contains(Modifier.PUBLIC));
    }

    /** The Javadoc of a top-level type; empty where there is none. */
    String javadoc(ClassTree type) {
        String comment = docs.getDocComment(new TreePath(new TreePath(unit), type));
        return comment == null ? "" : comment.strip();
    }

    int lines() {
        return (int) text.lines().count();
    }

    /** Where a tree stands, as {@code path:line}. */
    String at(Tree tree) {
        long start = docs.getSourcePositions().getStartPosition(unit, tree);
        return name + ":" + unit.getLineMap().getLineNumber(start);
    }
}
