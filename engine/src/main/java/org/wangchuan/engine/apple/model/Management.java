package org.wangchuan.engine.apple.model;

/**
 * What a device says of the organisation that manages it (com.apple.mobile.MCInstall, {@code GetCloudConfiguration}). A device that has no such
 * configuration tells none of them; that it is registered with its maker for management at the next setup can't be seen here.
 *
 * @param supervised {@code IsSupervised}
 * @param mandatory whether enrolment can't be skipped, {@code IsMandatory}
 * @param unremovable whether the owner can't remove it, {@code IsMDMUnremovable}
 */
public record Management(Answer<Boolean> supervised, Answer<Boolean> mandatory, Answer<Boolean> unremovable) {}
