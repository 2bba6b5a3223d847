@org.jspecify.annotations.NullMarked
package io.amorsize.job;
