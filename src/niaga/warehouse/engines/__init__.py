"""The engines that answer queries. Only here is an Ibis backend or its database imported."""
