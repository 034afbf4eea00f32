export { containersOf, podsOf, type PlacedContainer, type Pods } from '../../rules/pods';
