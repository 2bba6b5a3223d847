package io.amorsize.api.http;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows which methods each path takes, for the Allow header. Looked at only when a method is refused. */
@Singleton
class AllowedMethods {

    private final BeanManager beans;
    private @Nullable List<Route> routes;

    AllowedMethods(BeanManager beans) {
        this.beans = beans;
    }

    /** One method of one path. */
    private record Route(Pattern path, String method) {}

    /** The methods of {@code path}, separated by commas; empty if there are none. */
    synchronized Optional<String> of(String path) {
        if (routes == null) {
            routes = find();
        }
        TreeSet<String> methods = new TreeSet<>();
        for (Route route : routes) {
            if (route.path.matcher(path).matches()) {
                methods.add(route.method);
            }
        }
        if (methods.isEmpty()) {
            return Optional.empty();
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return Optional.of(String.join(", ", methods));
    }

    private List<Route> find() {
        List<Route> found = new ArrayList<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Class<?> type = bean.getBeanClass();
            Path root = type.getAnnotation(Path.class);
            if (root != null) {
                for (Method method : type.getDeclaredMethods()) {
                    add(root.value(), method, found);
                }
            }
        }
        return found;
    }

    private static void add(String root, Method method, List<Route> found) {
        Path below = method.getAnnotation(Path.class);
        String template = "/" + root + (below == null ? "" : "/" + below.value()) + "/?";
        Pattern path = Pattern.compile(template.replaceAll("\\{[^}]*}", "[^/]+").replaceAll("//+", "/"));
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                found.add(new Route(path, verb.value()));
            }
        }
    }
}
