package org.wangchuan.platform.intake.list;

import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.intake.WorkOrder;

/** One device of an institution's list. */
public record BatchItem(WorkOrder order, Device device) {}
