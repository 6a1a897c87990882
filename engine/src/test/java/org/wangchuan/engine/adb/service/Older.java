package org.wangchuan.engine.adb.service;

import java.util.Map;
import java.util.Set;
import org.wangchuan.engine.adb.AdbBanner;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.adb.KeyHolder;
import org.wangchuan.engine.patience.Deadline;

/** A phone that says that it can do nothing that is newer than Android 6. */
record Older(AdbDevice phone) implements AdbDevice {
    @Override
    public AdbBanner banner() {
        return new AdbBanner(AdbMode.DEVICE, Map.of(), Set.of(), 0);
    }

    @Override
    public KeyHolder keyHolder() {
        return phone.keyHolder();
    }

    @Override
    public AdbStream open(String service, Deadline deadline) throws AdbException {
        return phone.open(service, deadline);
    }

    @Override
    public void close() {
        phone.close();
    }
}
