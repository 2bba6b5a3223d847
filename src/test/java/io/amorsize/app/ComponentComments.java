package io.amorsize.app;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The {@code @param} comments of the records in a source file, as Markdown. */
final class ComponentComments {

    private final Map<String, String> byRecordAndComponent;

    private ComponentComments(Map<String, String> byRecordAndComponent) {
        this.byRecordAndComponent = Map.copyOf(byRecordAndComponent);
    }

    static ComponentComments of(Path source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, String> comments = new HashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new RecordScanner(trees, comments).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ComponentComments(comments);
    }

    /** The comment on {@code component}, on one line; empty where there is none. */
    Optional<String> of(RecordComponent component) {
        return Optional.ofNullable(
                byRecordAndComponent.get(component.getDeclaringRecord().getSimpleName() + '.' + component.getName()));
    }

    private static final class RecordScanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees trees;
        private final Map<String, String> comments;

        RecordScanner(DocTrees trees, Map<String, String> comments) {
            this.trees = trees;
            this.comments = comments;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree parameter) {
                        comments.put(
                                type.getSimpleName() + "." + parameter.getName(), markdown(parameter.getDescription()));
                    }
                }
            }
            return super.visitClass(type, null);
        }

        private static String markdown(List<? extends DocTree> text) {
            return text.stream()
                    .map(part -> part instanceof LiteralTree code
                            ? "`" + code.getBody().getBody() + "`"
                            : part.toString())
                    .collect(Collectors.joining())
                    .replaceAll("\\s+", " ");
        }
    }
}
