package io.rackledger.ledger;

import io.rackledger.format.Chain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The ledger's classes and the simulator's, with one rule removed from the source: loaded anew, before those of the test's
 * own loader, and compiled in memory.
 */
final class WithoutRule extends ClassLoader {
    private static final List<String> OURS = List.of("io.rackledger.ledger.", "io.rackledger.format.");

    private final Map<String, ByteArrayOutputStream> compiled = new HashMap<>();

    WithoutRule(EngineRule rule) throws IOException {
        super(WithoutRule.class.getClassLoader());
        compile(rule.file, removed(Files.readString(rule.file), rule));
    }

    /** The simulator over these classes. */
    @SuppressWarnings("unchecked")
    LongFunction<String> simulation() throws ReflectiveOperationException {
        return (LongFunction<String>)
                loadClass(Simulation.class.getName()).getConstructor().newInstance();
    }

    private static String removed(String source, EngineRule rule) {
        String words =
                Arrays.stream(rule.fragment.split(" ")).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        Matcher found = Pattern.compile(words).matcher(source);
        if (found.results().count() != 1) {
            throw new IllegalStateException(rule + " is not found exactly once in " + rule.file + ": " + rule.fragment);
        }
        return found.reset().replaceFirst(Matcher.quoteReplacement(rule.without));
    }

    // ---- compiling ----------------------------------------------------------------------------------------------

    private void compile(Path file, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                            null, new InMemory(files), null, options(), null, List.of(new Source(file, source)))
                    .call();
            if (!done) {
                throw new IllegalStateException("without its rule, " + file + " doesn't compile");
            }
        }
    }

    private static List<String> options() {
        String classPath = Stream.of(Engine.class, Chain.class, Nullable.class, MVStore.class, Logger.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
        return List.of("-proc:none", "-nowarn", "-Xlint:none", "-classpath", classPath);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String source;

        Source(Path file, String source) {
            super(URI.create("memory:///" + file.getFileName()), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }

    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            compiled.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }

    // ---- loading ------------------------------------------------------------------------------------------------

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && OURS.stream().anyMatch(name::startsWith)) {
                byte[] bytes = bytes(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        ByteArrayOutputStream ours = compiled.get(name);
        if (ours != null) {
            return ours.toByteArray();
        }
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
