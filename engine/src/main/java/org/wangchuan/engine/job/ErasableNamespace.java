package org.wangchuan.engine.job;

/** Another namespace of an NVMe device that erases itself, held alone for as long as the job runs. For one caller at a time but for its channel. */
public interface ErasableNamespace extends ErasableBlocks {
    /** Its number (NSID), 1 or more. */
    long number();
}
