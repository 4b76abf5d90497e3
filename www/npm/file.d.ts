/** The address of the file, as bundlers give it for an imported asset. */
declare const address: string;
export default address;
