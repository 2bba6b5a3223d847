@org.jspecify.annotations.NullMarked
package io.amorsize.api.deadletter;
