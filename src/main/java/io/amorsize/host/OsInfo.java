package io.amorsize.host;

/**
 * The operating system.
 *
 * @param name for example {@code Linux}
 * @param version kernel or product version
 * @param architecture for example {@code amd64}
 */
public record OsInfo(String name, String version, String architecture) {}
