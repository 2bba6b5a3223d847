package io.amorsize.store.lease;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/** Tasks carry no data; what a table says is never made into objects. */
final class NoTaskData implements Serializer {

    @Override
    public byte[] serialize(@Nullable Object data) {
        return new byte[0];
    }

    @Override
    @SuppressWarnings("NullAway") // the library expects null where there is nothing
    public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
        return null;
    }
}
