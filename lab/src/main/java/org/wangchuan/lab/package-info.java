/** The virtual bench: a machine in a machine, and drives that erase themselves or only say so. */
@NullMarked
package org.wangchuan.lab;

import org.jspecify.annotations.NullMarked;
