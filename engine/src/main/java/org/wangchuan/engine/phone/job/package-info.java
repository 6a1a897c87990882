/** The course of erasing one phone, from the first look to the end of its record; it can be cut off anywhere and goes on from what is written. */
@NullMarked
package org.wangchuan.engine.phone.job;

import org.jspecify.annotations.NullMarked;
