/** The live image, built and started as a person would, in a machine in the machine. */
@NullMarked
package org.wangchuan.acceptance.live;

import org.jspecify.annotations.NullMarked;
