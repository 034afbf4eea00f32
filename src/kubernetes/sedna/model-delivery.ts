import { DOWNLOADED, modelUrlParts, percentDecoded } from './model-url';

/**
 * How Sedna's controller delivers a model to a worker: by a volume of the node, by a download, or not at all.
 *
 * @see https://github.com/kubeedge/sedna/blob/main/pkg/globalmanager/runtime/storage_initializer_injector.go
 */
export interface ModelDelivery {
  /** The value of `MODEL_URL` in the worker. */
  readonly modelUrl: string;
  /** Where the files are mounted; undefined when the worker fetches them itself. */
  readonly mountPath?: string;
  /** The name of the volume that the controller adds. */
  readonly volume?: string;
  /** The folder that must exist on the node. */
  readonly nodeFolder?: string;
  /** Whether an init container downloads the model. */
  readonly downloads?: boolean;
}

/** The delivery of a model by its URL, which the controller treats as the URL of a file. */
export function modelDelivery(url: string): ModelDelivery {
  const { scheme, authority, path } = modelUrlParts(url);
  if (scheme === undefined) return fromNode(folderOf(url), `/home/data${path}`);
  if (!DOWNLOADED.includes(scheme)) return { modelUrl: url };
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return {
    modelUrl: `/downloads/${decodedOrSame(host)}${decodedOrSame(path)}`,
    mountPath: '/downloads',
    volume: 'sedna-storage-initializer',
    downloads: true,
  };
}

/** The path in the worker of a file from an archive, which is unpacked in the folder to which it is downloaded. */
export function pathInArchive(url: string, file: string): string {
  return `${folderOf(modelDelivery(url).modelUrl)}${file}`;
}

function fromNode(nodeFolder: string, modelUrl: string): ModelDelivery {
  return { modelUrl, nodeFolder, mountPath: folderOf(modelUrl), volume: volumeName(nodeFolder) };
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

function decodedOrSame(text: string): string {
  return percentDecoded(text) ?? text;
}

/** The name that the controller gives to the volume of a folder (`ConvertK8SValidName`). */
function volumeName(folder: string): string {
  let name = '';
  for (const byte of Buffer.from(folder.toLowerCase())) {
    const letter = String.fromCharCode(byte);
    if (/[a-z0-9-]/.test(letter)) name += letter;
    else if (name !== '' && !name.endsWith('-')) name += '-';
  }
  return name.slice(0, 63).replace(/-$/, 'z') || 'sedna-default-volume-name';
}
