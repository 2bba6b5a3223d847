package io.amorsize.api.job;

import io.amorsize.api.http.Query;
import io.amorsize.api.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Labels of jobs in requests. */
final class JobLabels {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern VALUE = Pattern.compile("[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]{0,200}");

    private JobLabels() {}

    /** Whether a label may have this name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The labels that the parameters {@code label} of a query ask for, each written as {@code name:value}. */
    static Map<String, String> in(Query query) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String text : query.texts("label")) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            String value = text.substring(colon + 1);
            if (colon < 0 || !isName(name) || !VALUE.matcher(value).matches()) {
                query.refuse(
                        "label",
                        ProblemCode.INVALID_VALUE,
                        "must be name:value of a label, but is " + Query.quoted(text));
            } else if (labels.put(name, value) != null) {
                query.refuse("label", ProblemCode.CONTRADICTION, "must name each label once");
            }
        }
        return labels;
    }
}
