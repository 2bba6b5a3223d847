package io.amorsize.job.type.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a value is written where it is put, so that it stays one value there. */
enum Escaping {
    /** As it is. */
    NONE {
        @Override
        String escape(String value) {
            return value;
        }
    },
    /** All but unreserved characters as the bytes of UTF-8 (RFC 3986 section 2.3; RFC 6570 simple expansion). */
    PERCENT {
        @Override
        String escape(String value) {
            StringBuilder escaped = new StringBuilder(value.length());
            for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
                char sign = (char) (b & 0xff);
                if (isUnreserved(sign)) {
                    escaped.append(sign);
                } else {
                    escaped.append(String.format(Locale.ROOT, "%%%02X", (int) sign));
                }
            }
            return escaped.toString();
        }
    },
    /** As part of a JSON string (RFC 8259 section 7); the quotes stand in the template. */
    JSON {
        @Override
        String escape(String value) {
            StringBuilder escaped = new StringBuilder(value.length());
            for (int i = 0; i < value.length(); i++) {
                char sign = value.charAt(i);
                if (sign == '"' || sign == '\\') {
                    escaped.append('\\').append(sign);
                } else if (sign < ' ' || Character.isSurrogate(sign)) {
                    escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) sign));
                } else {
                    escaped.append(sign);
                }
            }
            return escaped.toString();
        }
    },
    /** As part of a form ({@code application/x-www-form-urlencoded}). */
    FORM {
        @Override
        String escape(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    },
    /** As text or an attribute of XML. */
    XML {
        @Override
        String escape(String value) {
            return value.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&apos;");
        }
    };

    abstract String escape(String value);

    private static boolean isUnreserved(char sign) {
        return (sign >= 'a' && sign <= 'z')
                || (sign >= 'A' && sign <= 'Z')
                || (sign >= '0' && sign <= '9')
                || "-._~".indexOf(sign) >= 0;
    }

    /** For contents of this type. */
    static Escaping of(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (type.equals("application/json") || type.endsWith("+json") || type.endsWith("ndjson")) {
            return JSON;
        }
        if (type.equals("application/x-www-form-urlencoded")) {
            return FORM;
        }
        return type.endsWith("/xml") || type.endsWith("+xml") ? XML : NONE;
    }
}
