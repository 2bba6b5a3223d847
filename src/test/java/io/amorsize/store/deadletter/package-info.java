@org.jspecify.annotations.NullMarked
package io.amorsize.store.deadletter;
