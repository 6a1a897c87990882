/** Block devices that the kernel and QEMU make themselves, and what is wrong with them. */
@NullMarked
package org.wangchuan.lab.fault;

import org.jspecify.annotations.NullMarked;
