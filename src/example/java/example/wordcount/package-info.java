/** An example of a plug-in: a job type that counts words. */
@NullMarked
package example.wordcount;

import org.jspecify.annotations.NullMarked;
