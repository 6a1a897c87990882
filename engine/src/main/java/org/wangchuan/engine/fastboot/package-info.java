/**
 * What a boot loader says and does by fastboot (AOSP system/core/fastboot/README.md): variables, erasing, restarting. Nothing is flashed,
 * and nothing is unlocked. All that comes from the device is untrusted. Never tried on a real phone.
 */
@NullMarked
package org.wangchuan.engine.fastboot;

import org.jspecify.annotations.NullMarked;
