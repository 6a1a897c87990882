/**
 * What the product promises, tried on the real program with real devices and file systems, and on disks that fail
 * and lie. The lab that this needs is in the folders beside, each with tests of its own.
 */
@NullMarked
package org.wangchuan.acceptance;

import org.jspecify.annotations.NullMarked;
