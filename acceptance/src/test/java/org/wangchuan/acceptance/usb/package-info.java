/** A machine in a machine that has USB, with devices on it that are real to its kernel: what the host of the tests has none of. */
@NullMarked
package org.wangchuan.acceptance.usb;

import org.jspecify.annotations.NullMarked;
