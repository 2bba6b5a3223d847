@org.jspecify.annotations.NullMarked
package io.amorsize.deadletter;
