package org.wangchuan.platform.intake;

import org.wangchuan.platform.custody.Device;

/** One device of an institution's list. */
public record BatchItem(WorkOrder order, Device device) {}
