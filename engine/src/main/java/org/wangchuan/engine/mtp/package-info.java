/**
 * What a phone says of itself by MTP before anybody has allowed anything: GetDeviceInfo, and nothing else of MTP, so that nothing of the
 * owner's is read. Never tried on a real phone.
 */
@NullMarked
package org.wangchuan.engine.mtp;

import org.jspecify.annotations.NullMarked;
