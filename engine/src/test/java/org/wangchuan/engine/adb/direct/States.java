package org.wangchuan.engine.adb.direct;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wangchuan.engine.adb.testing.Soon;

/** Remembers what a listener was told. */
final class States implements AdbListener {
    private final List<AdbState> told = new CopyOnWriteArrayList<>();

    @Override
    public void changed(AdbState state) {
        told.add(state);
    }

    List<AdbState> told() {
        return List.copyOf(told);
    }

    void await(AdbState state) {
        Soon.until("state " + state + " in " + told, () -> told.contains(state));
    }
}
