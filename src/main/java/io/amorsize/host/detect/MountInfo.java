package io.amorsize.host.detect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The cgroup mounts of {@code /proc/self/mountinfo}.
 *
 * @param cgroups in the order of the file
 */
record MountInfo(List<CgroupMount> cgroups) {

    /**
     * One mounted hierarchy.
     *
     * @param version 1 or 2
     * @param root the cgroup that is visible at the mount point; not {@code /} where a container sees its own only
     * @param point the mount point
     * @param controllers the controllers of a version 1 hierarchy; empty for version 2, which says so elsewhere
     */
    record CgroupMount(int version, String root, String point, Set<String> controllers) {}

    static MountInfo parse(String text) {
        return new MountInfo(
                text.lines().map(MountInfo::mount).flatMap(Optional::stream).toList());
    }

    /** Fields: id, parent, device, root, mount point, options, optional fields, "-", type, source, super options. */
    private static Optional<CgroupMount> mount(String line) {
        int separator = line.indexOf(" - ");
        if (separator < 0) {
            return Optional.empty();
        }
        String[] left = line.substring(0, separator).split(" ", -1);
        String[] right = line.substring(separator + 3).split(" ", -1);
        if (left.length < 6 || right.length < 3) {
            return Optional.empty();
        }
        String root = unescape(left[3]);
        String point = unescape(left[4]);
        return switch (right[0]) {
            case "cgroup" ->
                Optional.of(new CgroupMount(
                        1,
                        root,
                        point,
                        Arrays.stream(right[2].split(",", -1)).collect(Collectors.toUnmodifiableSet())));
            case "cgroup2" -> Optional.of(new CgroupMount(2, root, point, Set.of()));
            default -> Optional.empty();
        };
    }

    /** The kernel writes space, tab, line feed and backslash in octal, for example {@code \040}. */
    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder plain = new StringBuilder();
        int i = 0;
        while (i < field.length()) {
            if (field.charAt(i) == '\\' && i + 4 <= field.length() && isOctal(field, i + 1)) {
                plain.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 4;
            } else {
                plain.append(field.charAt(i));
                i++;
            }
        }
        return plain.toString();
    }

    private static boolean isOctal(String field, int from) {
        return field.substring(from, from + 3).chars().allMatch(c -> c >= '0' && c <= '7');
    }
}
